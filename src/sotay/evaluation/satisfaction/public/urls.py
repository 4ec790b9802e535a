"""Public addresses, below `s/`: short, since they stand in printed QR codes."""

from django.urls import path

from sotay.evaluation.satisfaction.public import views

urlpatterns = [
    path("p/<slug:key>/", views.survey_by_point, name="survey_by_point"),
    path("k/<slug:key>/", views.survey_kiosk, name="survey_kiosk"),
    path("t/<str:token>/", views.survey_by_token, name="survey_by_token"),
    path("h/<str:secret>/", views.survey_by_receipt, name="survey_by_receipt"),
    path("<slug:office>/", views.survey_start, name="survey_start"),
]
