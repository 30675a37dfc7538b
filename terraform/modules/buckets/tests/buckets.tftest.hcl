mock_provider "google" {}

variables {
  project_id        = "demo"
  location          = "asia-south1"
  delete_protection = true
}

run "nobody_outside_can_be_let_in" {
  command = plan

  assert {
    condition     = google_storage_bucket.blobs.uniform_bucket_level_access && google_storage_bucket.blobs.public_access_prevention == "enforced"
    error_message = "Access is by role only, never public."
  }
}

run "what_is_deleted_can_be_brought_back" {
  command = plan

  assert {
    condition     = google_storage_bucket.blobs.versioning[0].enabled && google_storage_bucket.blobs.soft_delete_policy[0].retention_duration_seconds >= 604800
    error_message = "Versions and soft delete, for at least a week."
  }
  assert {
    condition     = !google_storage_bucket.blobs.force_destroy
    error_message = "A protected bucket is not deleted while it contains objects."
  }
}
