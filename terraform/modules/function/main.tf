# One function in every region, with its own service account. Other modules decide its callers and permissions.

locals {
  # An account id must have 6 to 30 characters. Longer names are truncated and made unique by a digest.
  full_account_id = "fn-${var.settings.name}"
  account_id = (length(local.full_account_id) <= 30
    ? local.full_account_id
    : "${substr(local.full_account_id, 0, 23)}-${substr(sha1(var.settings.name), 0, 6)}"
  )

  # Only where a tenant may allow known addresses alone: connectors cost money and a little time.
  connected_regions = [for region in var.regions : region if var.settings.callsTenants && contains(keys(var.egress_connectors), region)]

  # Known before the service exists, so that a function can receive its own audience as a variable.
  audiences = { for region in var.regions : region => "https://${var.settings.name}-${var.project_number}.${region}.run.app" }
}

resource "google_service_account" "this" {
  project      = var.project_id
  account_id   = local.account_id
  display_name = "Function ${var.settings.name}"
}

resource "google_secret_manager_secret_iam_member" "this" {
  for_each = toset(concat(var.settings.secrets, var.settings.optionalSecrets))

  project   = var.project_id
  secret_id = var.secret_ids[each.key]
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.this.member
}

resource "google_cloudfunctions2_function" "this" {
  for_each = toset(var.regions)

  project  = var.project_id
  name     = var.settings.name
  location = each.key
  labels   = var.labels

  build_config {
    runtime           = "nodejs24"
    entry_point       = coalesce(var.settings.entryPoint, var.settings.name)
    service_account   = var.build.service_account
    docker_repository = var.build.docker_repositories[each.key]

    source {
      storage_source {
        bucket = var.release.bucket
        object = var.release.object
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.this.email
    ingress_settings                 = var.ingress
    all_traffic_on_latest_revision   = var.all_traffic_on_latest_revision
    available_memory                 = "${var.settings.memoryMb}Mi"
    available_cpu                    = tostring(var.settings.cpu)
    max_instance_request_concurrency = var.settings.concurrency
    min_instance_count               = contains(var.warm_regions, each.key) ? var.settings.minInstances : 0
    max_instance_count               = var.settings.maxInstances
    timeout_seconds                  = var.settings.timeoutSeconds

    # All of its traffic, because tenants' servers have public addresses.
    vpc_connector                 = contains(local.connected_regions, each.key) ? var.egress_connectors[each.key] : null
    vpc_connector_egress_settings = contains(local.connected_regions, each.key) ? "ALL_TRAFFIC" : null

    environment_variables = merge(var.environment, { GCP_AUDIENCE = local.audiences[each.key] })

    dynamic "secret_environment_variables" {
      for_each = toset(var.settings.secrets)

      content {
        key        = secret_environment_variables.key
        project_id = var.project_id
        secret     = var.secret_ids[secret_environment_variables.key]
        version    = "latest"
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.settings.concurrency == 1 || var.settings.cpu >= 1
      error_message = "Function ${var.settings.name}: Cloud Run allows concurrent requests only with a whole CPU. Set cpu to 1 or concurrency to 1."
    }
  }

  depends_on = [google_secret_manager_secret_iam_member.this]
}
