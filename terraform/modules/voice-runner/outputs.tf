output "service_account" {
  description = "The service account of the worker."
  value = {
    email  = google_service_account.this.email
    member = google_service_account.this.member
    name   = google_service_account.this.name
  }
}

output "revision" {
  description = "The name of the newest revision, which the next release drains."
  value       = local.revision
}
