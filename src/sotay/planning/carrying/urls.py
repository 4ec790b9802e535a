"""Addresses of carrying objectives into a year."""

from django.urls import path

from sotay.planning.carrying import views

urlpatterns = [
    path("carry/<int:year>/", views.sets_carry, name="sets_carry"),
    path("sets/<slug:slug>/hand-over/", views.set_hand_over, name="set_hand_over"),
]
