# Complements point-in-time recovery, which covers seven days within the same database.

resource "google_firestore_backup_schedule" "daily" {
  project   = var.project_id
  database  = google_firestore_database.this.name
  retention = "604800s"

  daily_recurrence {}
}

# Firestore keeps a backup for at most fourteen weeks.
resource "google_firestore_backup_schedule" "weekly" {
  project   = var.project_id
  database  = google_firestore_database.this.name
  retention = "8467200s"

  weekly_recurrence { day = "SUNDAY" }
}
