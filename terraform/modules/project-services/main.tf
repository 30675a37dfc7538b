# Enables the Google APIs of the product, and creates the Pub/Sub service agent before roles refer to it.

locals {
  services = concat(var.own_livekit ? ["redis"] : [], [
    "artifactregistry", "billingbudgets", "cloudbuild", "cloudfunctions", "cloudkms", "cloudresourcemanager",
    "cloudscheduler", "cloudtasks", "cloudtrace", "compute", "firestore", "iam", "iamcredentials", "logging", "monitoring",
    "pubsub", "run", "secretmanager", "serviceusage", "storage", "sts", "telemetry", "vpcaccess",
  ])
}

resource "google_project_service" "this" {
  for_each = toset(local.services)

  project = var.project_id
  service = "${each.key}.googleapis.com"

  # Disabling an API deletes its resources.
  disable_on_destroy = false
}

resource "google_project_service_identity" "pubsub" {
  provider = google-beta

  project = var.project_id
  service = "pubsub.googleapis.com"

  depends_on = [google_project_service.this]
}

resource "google_project_service_identity" "storage" {
  provider = google-beta

  project = var.project_id
  service = "storage.googleapis.com"

  depends_on = [google_project_service.this]
}
