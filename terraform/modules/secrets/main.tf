# The platform's own secrets, without values. pipeline/foundation.sh sets the values, which are never in Terraform's
# state. `cli` creates tenants' secrets, named tenant-<id>--<NAME>, which are not listed here.

resource "google_secret_manager_secret" "this" {
  for_each = toset(var.names)

  project   = var.project_id
  secret_id = each.key
  # pipeline/foundation.sh asks for the values of the others.
  labels = merge(var.labels, { value = contains(var.optional, each.key) ? "optional" : "required" })

  # An old value can be restored for a week after it is destroyed.
  version_destroy_ttl = "604800s"

  replication {
    dynamic "auto" {
      for_each = length(var.regions) == 0 ? [true] : []

      content {
        dynamic "customer_managed_encryption" {
          for_each = contains(keys(var.kms_keys), "global") ? [var.kms_keys["global"]] : []

          content { kms_key_name = customer_managed_encryption.value }
        }
      }
    }

    dynamic "user_managed" {
      for_each = length(var.regions) == 0 ? [] : [true]

      content {
        dynamic "replicas" {
          for_each = var.regions

          content {
            location = replicas.value

            dynamic "customer_managed_encryption" {
              for_each = contains(keys(var.kms_keys), replicas.value) ? [var.kms_keys[replicas.value]] : []

              content { kms_key_name = customer_managed_encryption.value }
            }
          }
        }
      }
    }
  }
}
