# The LiveKit worker on Cloud Run. It connects to LiveKit and receives jobs over that connection, so it has no callers.
# Its CPU is always allocated, and one instance always runs. `/` responds with 503 until it is connected.

resource "google_service_account" "this" {
  project      = var.project_id
  account_id   = "voice-runner"
  display_name = "Voice runner"
}

resource "google_secret_manager_secret_iam_member" "this" {
  for_each = toset(var.secrets)

  project   = var.project_id
  secret_id = var.secret_ids[each.key]
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

resource "google_cloud_run_v2_service" "this" {
  for_each = toset(var.regions)

  project             = var.project_id
  name                = "voice-runner"
  location            = each.key
  ingress             = "INGRESS_TRAFFIC_INTERNAL_ONLY"
  deletion_protection = var.delete_protection
  labels              = var.labels

  template {
    service_account  = google_service_account.this.email
    timeout          = "3600s"
    session_affinity = true

    max_instance_request_concurrency = var.settings.concurrency

    scaling {
      min_instance_count = var.settings.min_instances
      max_instance_count = var.settings.max_instances
    }

    containers {
      image = var.image

      ports { container_port = 8080 }

      resources {
        cpu_idle          = false
        startup_cpu_boost = true
        limits            = { cpu = tostring(var.settings.cpu), memory = "${var.settings.memory_mb}Mi" }
      }

      dynamic "env" {
        for_each = merge(var.environment, { GCP_AUDIENCE = "https://voice-runner-${var.project_number}.${each.key}.run.app" })

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = toset(var.secrets)

        content {
          name = env.key
          value_source {
            secret_key_ref {
              secret  = var.secret_ids[env.key]
              version = "latest"
            }
          }
        }
      }

      startup_probe {
        period_seconds    = 5
        failure_threshold = 24
        http_get { path = "/" }
      }

      # A worker that has been disconnected from LiveKit for a minute is restarted.
      liveness_probe {
        period_seconds    = 20
        failure_threshold = 3
        http_get { path = "/" }
      }
    }
  }

  # Old instances keep their calls until those end. New jobs go to the new revision.
  traffic {
    type    = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST"
    percent = 100
  }

  depends_on = [google_secret_manager_secret_iam_member.this]
}
