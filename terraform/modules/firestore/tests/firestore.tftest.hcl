mock_provider "google" {}

variables {
  project_id        = "demo"
  location          = "asia-south1"
  delete_protection = true
  indexes_file      = "../../../firestore.indexes.json"
}

run "can_be_recovered" {
  command = plan

  assert {
    condition     = google_firestore_database.this.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "Point-in-time recovery is always on."
  }
  assert {
    condition     = output.delete_protected && google_firestore_database.this.deletion_policy == "ABANDON"
    error_message = "A protected database is never deleted, not even by terraform destroy."
  }
  assert {
    condition     = google_firestore_backup_schedule.daily.retention == "604800s" && google_firestore_backup_schedule.weekly.weekly_recurrence[0].day == "SUNDAY"
    error_message = "Daily backups for a week, weekly ones for fourteen."
  }
}

run "every_index_of_the_file_is_made" {
  command = plan

  assert {
    condition     = length(google_firestore_index.this) == length(jsondecode(file("../../../firestore.indexes.json")).indexes)
    error_message = "One index for each entry."
  }
  assert {
    condition = alltrue([
      for collection in ["armed-tasks", "config-parsed-forms", "effects", "idempotency-keys", "uncertain-sends"] :
      length(google_firestore_field.this["${collection}/expiresAt"].ttl_config) == 1
      && length(google_firestore_field.this["${collection}/expiresAt"].index_config[0].indexes) == 0
    ])
    error_message = "expiresAt is a TTL field and is not indexed."
  }
  assert {
    condition = alltrue([
      for collection in ["conversations", "turns"] :
      contains([for index in google_firestore_field.this["${collection}/indexed.outboxAt"].index_config[0].indexes : index.query_scope], "COLLECTION_GROUP")
    ])
    error_message = "The sweeper queries outboxAt across tenants."
  }
}
