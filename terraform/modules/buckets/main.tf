# The bucket of blobs. The bucket of releases must exist before anything else (pipeline/bootstrap.sh).

resource "google_storage_bucket" "blobs" {
  project  = var.project_id
  name     = "${var.project_id}-blobs"
  location = var.location
  labels   = var.labels

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.delete_protection

  versioning { enabled = true }

  dynamic "encryption" {
    for_each = var.kms_key == null ? [] : [var.kms_key]

    content { default_kms_key_name = encryption.value }
  }

  # A deleted or overwritten blob can be restored for this long.
  soft_delete_policy { retention_duration_seconds = 604800 }

  lifecycle_rule {
    action { type = "Delete" }
    condition {
      days_since_noncurrent_time = 30
      with_state                 = "ARCHIVED"
    }
  }

  lifecycle_rule {
    action { type = "AbortIncompleteMultipartUpload" }
    condition { age = 1 }
  }

  dynamic "lifecycle_rule" {
    for_each = var.nearline_after_days > 0 ? [true] : []

    content {
      action {
        type          = "SetStorageClass"
        storage_class = "NEARLINE"
      }
      condition {
        age                   = var.nearline_after_days
        matches_storage_class = ["STANDARD"]
      }
    }
  }
}
