# The LiveKit worker, as a Cloud Run worker pool: it connects to LiveKit and receives jobs over that connection, so it has
# no address and no callers, its CPU is always allocated, and its instances do not depend on requests.
#
# Cloud Run gives a stopped instance ten seconds, and a call lasts minutes. So a release names the revision that it
# replaces. That one keeps its instances while `draining` is true, and takes no new calls (docs/telephony.md).

locals {
  environment = merge(
    var.environment,
    { VOICE_CALLS = tostring(var.settings.calls) },
    var.replaces == "" ? {} : { VOICE_REPLACES = var.replaces },
  )
  # A revision's name follows from what it runs, so that it is known before it exists. The number of instances is no part of
  # it: another number would replace the revision, and cut its calls.
  size     = { cpu = var.settings.cpu, memory_mb = var.settings.memory_mb }
  revision = "voice-runner-${substr(sha1(jsonencode([var.image, local.size, local.environment, var.secrets])), 0, 8)}"
  revisions = concat(
    [{ type = "INSTANCE_SPLIT_ALLOCATION_TYPE_LATEST", revision = null }],
    var.draining ? [{ type = "INSTANCE_SPLIT_ALLOCATION_TYPE_REVISION", revision = var.replaces }] : [],
  )
}

resource "google_service_account" "this" {
  project      = var.project_id
  account_id   = "voice-runner"
  display_name = "Voice runner"
}

resource "google_secret_manager_secret_iam_member" "this" {
  for_each = local.secrets

  project   = var.project_id
  secret_id = var.secret_ids[each.key]
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

resource "google_cloud_run_v2_worker_pool" "this" {
  for_each = toset(var.regions)

  project             = var.project_id
  name                = "voice-runner"
  location            = each.key
  launch_stage        = "BETA"
  deletion_protection = var.delete_protection
  labels              = var.labels

  scaling {
    manual_instance_count = var.settings.instances * length(local.revisions)
  }

  # An equal share each: the new revision has all its instances before the old one loses any.
  dynamic "instance_splits" {
    for_each = local.revisions

    content {
      type     = instance_splits.value.type
      revision = instance_splits.value.revision
      percent  = 100 / length(local.revisions)
    }
  }

  template {
    revision        = local.revision
    service_account = google_service_account.this.email

    containers {
      image = var.image

      resources {
        limits = { cpu = tostring(var.settings.cpu), memory = "${var.settings.memory_mb}Mi" }
      }

      dynamic "env" {
        for_each = merge(local.environment, {
          GCP_AUDIENCE   = "https://voice-runner-${var.project_number}.${each.key}.run.app"
          VOICE_REVISION = local.revision
        })

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
    }
  }

  depends_on = [google_secret_manager_secret_iam_member.this]
}
