# The repositories of built functions and images, and the service account that Cloud Build uses to build functions.

resource "google_artifact_registry_repository" "functions" {
  for_each = toset(var.regions)

  project       = var.project_id
  location      = each.key
  repository_id = "functions"
  description   = "Images of built functions. A function's repository must be in its own region."
  format        = "DOCKER"

  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"
    most_recent_versions { keep_count = var.versions_kept }
  }

  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"
    condition { older_than = "2592000s" }
  }
}

resource "google_artifact_registry_repository" "images" {
  project       = var.project_id
  location      = var.regions[0]
  repository_id = "images"
  description   = "The voice runner's images, tagged by commit."
  format        = "DOCKER"

  docker_config { immutable_tags = true }

  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"
    most_recent_versions { keep_count = var.versions_kept }
  }
}

resource "google_service_account" "build" {
  project      = var.project_id
  account_id   = "function-build"
  display_name = "Builds functions"
}

resource "google_artifact_registry_repository_iam_member" "build" {
  for_each = google_artifact_registry_repository.functions

  project    = var.project_id
  location   = each.value.location
  repository = each.value.repository_id
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.build.member
}

resource "google_storage_bucket_iam_member" "build_reads_releases" {
  bucket = var.releases_bucket
  role   = "roles/storage.objectViewer"
  member = google_service_account.build.member
}

# Cloud Functions copies each source to a bucket that it creates itself. Only the prefix of its name is known.
resource "google_project_iam_member" "build_reads_sources" {
  project = var.project_id
  role    = "roles/storage.objectViewer"
  member  = google_service_account.build.member

  condition {
    title      = "function-sources-only"
    expression = "resource.name.startsWith('projects/_/buckets/gcf-v2-sources-${var.project_number}-')"
  }
}

# Logs have no resource smaller than the project's default bucket.
resource "google_project_iam_member" "build_writes_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.build.member
}
