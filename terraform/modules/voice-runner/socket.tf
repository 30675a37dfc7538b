# The socket of chats and calls, from the same image: a worker pool has no address, so it is a service of its own behind the
# load balancer. Cloud Run ends a WebSocket after an hour at the latest; pages connect again, to the same instance while it
# lives, and take their calls with them. A call here lasts as long as its connection, so a release drains nothing.

locals {
  secrets        = toset(concat(var.secrets, var.socket_secrets))
  longest_socket = "3600s"
}

resource "google_cloud_run_v2_service" "socket" {
  for_each = toset(var.regions)

  project             = var.project_id
  name                = "voice-socket"
  location            = each.key
  deletion_protection = var.delete_protection
  labels              = var.labels
  # Only the balancer, so that no connection bypasses Cloud Armor. The socket authenticates callers itself.
  ingress = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"

  template {
    service_account                  = google_service_account.this.email
    timeout                          = local.longest_socket
    session_affinity                 = true
    max_instance_request_concurrency = var.socket.connections

    scaling {
      min_instance_count = var.socket.min_instances
      max_instance_count = var.socket.max_instances
    }

    containers {
      image = var.image

      ports { container_port = 8080 }

      # Calls speak between requests, so the CPU is always allocated.
      resources {
        limits            = { cpu = tostring(var.socket.cpu), memory = "${var.socket.memory_mb}Mi" }
        cpu_idle          = false
        startup_cpu_boost = true
      }

      startup_probe {
        http_get { path = "/" }
        period_seconds    = 2
        failure_threshold = 30
      }

      dynamic "env" {
        for_each = merge(var.environment, {
          GCP_AUDIENCE      = "https://voice-socket-${var.project_number}.${each.key}.run.app"
          VOICE_SOCKET_PORT = "8080"
        })

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = local.secrets

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
    }
  }

  depends_on = [google_secret_manager_secret_iam_member.this]
}

resource "google_cloud_run_v2_service_iam_member" "everybody" {
  for_each = toset(var.public_invocation == "all_users" ? var.regions : [])

  project  = var.project_id
  location = each.key
  name     = google_cloud_run_v2_service.socket[each.key].name
  role     = "roles/run.invoker"
  member   = "allUsers"
}
