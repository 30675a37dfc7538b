# The key that wraps the data keys of every tenant without its own key. Rotation creates a new version for new data
# keys. Old versions stay, because the keys they wrapped could not be opened otherwise.

resource "google_kms_key_ring" "tenants" {
  project  = var.project_id
  location = var.location
  name     = "tenants"
}

resource "google_kms_crypto_key" "shared" {
  key_ring        = google_kms_key_ring.tenants.id
  name            = "shared"
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
    # Without the key, no confidential document can be decrypted.
    prevent_destroy = true
  }
}
