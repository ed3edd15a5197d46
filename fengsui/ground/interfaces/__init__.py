"""Interfaces: how other systems talk to this one: tokens with scopes, webhooks with receipts.

A token belongs to a unit and a person who answers for it, carries scopes, expires, is shown once and stored as a hash.
A webhook sends journal facts of chosen kinds, signed, retried with back-off; a person can resend what died.
Words: interface 接口, token 令牌, scope 授权范围, webhook 推送.
"""
