# The customer's own keys for data at rest: one for each store and location, because a store only accepts a key in its own
# location. Stores wait until Google's agents may use the keys.

locals {
  locations = toset([for key in values(var.keys) : key.location])
  agents = merge(
    { for service, identity in google_project_service_identity.this : service => identity.member },
    {
      pubsub  = var.pubsub_agent
      storage = "serviceAccount:service-${var.project_number}@gs-project-accounts.iam.gserviceaccount.com"
    },
  )
}

resource "google_project_service_identity" "this" {
  for_each = toset(["firestore", "secretmanager"])
  provider = google-beta

  project = var.project_id
  service = "${each.key}.googleapis.com"
}

resource "google_kms_key_ring" "this" {
  for_each = local.locations

  project  = var.project_id
  location = each.key
  name     = "data-at-rest"
}

resource "google_kms_crypto_key" "this" {
  for_each = var.keys

  key_ring        = google_kms_key_ring.this[each.value.location].id
  name            = each.key
  purpose         = "ENCRYPT_DECRYPT"
  rotation_period = "7776000s"
  labels          = var.labels

  # Thirty days to notice and revert the destruction of a version.
  destroy_scheduled_duration = "2592000s"

  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = var.protection_level
  }

  lifecycle {
    # Without the key, the store cannot be read.
    prevent_destroy = true
  }
}

resource "google_kms_crypto_key_iam_binding" "agent" {
  for_each = var.keys

  crypto_key_id = google_kms_crypto_key.this[each.key].id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  members       = [local.agents[each.value.agent]]
}
