"""Django's own routes, and one view that says who is asking."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.urls import include, path


@login_required
def me(request):
    return JsonResponse({"id": request.user.pk, "email": request.user.email})


urlpatterns = [
    path("accounts/", include("django.contrib.auth.urls")),
    path("api/me/", me),
]
