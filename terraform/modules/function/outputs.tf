output "name" {
  description = "The function's name, which its Cloud Run service shares."
  value       = var.settings.name
}

output "service_account" {
  description = "The account the function runs as."
  value = {
    email  = google_service_account.this.email
    member = google_service_account.this.member
    name   = google_service_account.this.name
  }
}

output "urls" {
  description = "The service's address in each region."
  value       = { for region, function in google_cloudfunctions2_function.this : region => function.service_config[0].uri }
}

output "audiences" {
  description = "What a caller's identity token has to be made for, in each region."
  value       = local.audiences
}

output "ingress" {
  description = "From where the function can be reached."
  value       = var.ingress
}
