from __future__ import annotations

from django.urls import path

from fengsui.ground.response.views import emergencies, groups, levels, sets, switching

app_name = "response"
urlpatterns = [
    path("response/", emergencies.index, name="index"),
    path("response/new/", emergencies.new, name="new"),
    path("response/sets/", sets.index, name="sets"),
    path("response/sets/new/", sets.new, name="new_set"),
    path("response/sets/<uuid:series>/", sets.one, name="set"),
    path("response/sets/<uuid:series>/retire/", sets.retire, name="retire_set"),
    path("response/groups/<int:pk>/", groups.group, name="group"),
    path("response/groups/<int:pk>/correct/", groups.correct, name="correct_group"),
    path("response/groups/<int:pk>/part/", groups.part, name="part"),
    path("response/groups/<int:pk>/part/<int:row>/", groups.correct_part, name="correct_part"),
    path("response/groups/<int:pk>/part/<int:row>/end/", groups.end_part, name="end_part"),
    path("response/groups/<int:pk>/member/", groups.member, name="member"),
    path("response/groups/<int:pk>/member/<int:row>/", groups.leave, name="leave"),
    path("response/groups/<int:pk>/member/<int:row>/withdraw/", groups.withdraw, name="withdraw"),
    path("response/switches/<int:pk>/", switching.decided, name="decided"),
    path("response/switches/<int:pk>/revert/", switching.revert, name="revert"),
    path("response/<int:pk>/", emergencies.emergency, name="emergency"),
    path("response/<int:pk>/edit/", emergencies.edit, name="edit"),
    path("response/<int:pk>/step/", emergencies.step, name="step"),
    path("response/<int:pk>/step/<int:row>/", emergencies.step, name="correct_step"),
    path("response/<int:pk>/level/", levels.record, name="level"),
    path("response/<int:pk>/level/<int:row>/", levels.correct, name="correct_level"),
    path("response/<int:pk>/group/", groups.found, name="found"),
    path("response/<int:pk>/switch/", switching.switch, name="switch"),
]
