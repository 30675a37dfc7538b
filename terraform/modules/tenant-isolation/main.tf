# The resources of one isolated tenant: a key, a queue and a request limit. Destroying the key makes only this tenant's
# data unreadable. With its own queue and limit, the tenant's load does not affect others, nor theirs it.

resource "google_kms_crypto_key" "this" {
  key_ring        = var.key_ring
  name            = "tenant-${var.tenant_id}"
  purpose         = "ENCRYPT_DECRYPT"
  rotation_period = var.settings.key_rotation_period

  destroy_scheduled_duration = "2592000s"

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = var.settings.key_protection_level
  }

  lifecycle {
    prevent_destroy = true
  }
}

locals {
  # A queue's name has no underscore, but a tenant's id may. The digest distinguishes a_b from a-b.
  queue_name = "tenant-${replace(var.tenant_id, "_", "-")}-${substr(sha1(var.tenant_id), 0, 6)}"
}

resource "google_cloud_tasks_queue" "this" {
  for_each = toset(var.regions)

  project  = var.project_id
  location = each.key
  name     = local.queue_name

  rate_limits {
    max_dispatches_per_second = var.settings.max_dispatches_per_second
    max_concurrent_dispatches = var.settings.max_concurrent_dispatches
  }

  retry_config {
    max_attempts  = -1
    min_backoff   = "1s"
    max_backoff   = "60s"
    max_doublings = 6
  }

  lifecycle {
    prevent_destroy = true
  }
}
