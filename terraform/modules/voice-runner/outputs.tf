output "service_account" {
  description = "The account the worker runs as."
  value = {
    email  = google_service_account.this.email
    member = google_service_account.this.member
    name   = google_service_account.this.name
  }
}
