output "name" {
  description = "The function's name, which its Cloud Run service shares."
  value       = var.settings.name
}

output "service_account" {
  description = "The service account of the function."
  value = {
    email  = google_service_account.this.email
    member = google_service_account.this.member
    name   = google_service_account.this.name
  }
}

output "urls" {
  description = "The service's address in each region, once it exists. The region stands in it, so that `regions move` can change it."
  value       = local.audiences
  depends_on  = [google_cloudfunctions2_function.this]
}

output "audiences" {
  description = "The audience of a caller's identity token, in each region."
  value       = local.audiences
}

output "ingress" {
  description = "The ingress setting of the function."
  value       = var.ingress
}

output "project_grants" {
  description = "Roles of the function on the project, each with the condition that restricts it to a resource."
  value       = flatten(module.roles[*].project_grants)
}
