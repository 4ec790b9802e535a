"""Public addresses, below `public/`."""

from django.urls import URLPattern, path

from sotay.evaluation.feedback.public import views

urlpatterns: list[URLPattern] = [
    path("<slug:office>/feedback/", views.feedback_send, name="feedback_send"),
    path("<slug:office>/feedback/follow/", views.feedback_look_up, name="feedback_look_up"),
    path("<slug:office>/feedback/published/", views.feedback_published, name="feedback_published"),
    path("<slug:office>/feedback/follow/<str:code>/", views.feedback_follow, name="feedback_follow"),
]
