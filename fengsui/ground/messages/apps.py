from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "fengsui.ground.messages"
    label = "fengsui_messages"  # Django's own messages framework has the plain label
