# Beside point-in-time recovery, which reaches back seven days within the same database.

resource "google_firestore_backup_schedule" "daily" {
  project   = var.project_id
  database  = google_firestore_database.this.name
  retention = "604800s"

  daily_recurrence {}
}

# Fourteen weeks is the longest Firestore keeps a backup.
resource "google_firestore_backup_schedule" "weekly" {
  project   = var.project_id
  database  = google_firestore_database.this.name
  retention = "8467200s"

  weekly_recurrence { day = "SUNDAY" }
}
