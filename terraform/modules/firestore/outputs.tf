output "name" {
  description = "The database's name."
  value       = google_firestore_database.this.name
}

output "delete_protected" {
  description = "True when the database cannot be deleted."
  value       = google_firestore_database.this.delete_protection_state == "DELETE_PROTECTION_ENABLED"
}
