output "name" {
  description = "The function's name, which its Cloud Run service shares."
  value       = module.function.name
}

output "service_account" {
  description = "The account the function runs as."
  value       = module.function.service_account
}

output "ingress" {
  description = "From where the function can be reached."
  value       = module.function.ingress
}

output "invokers" {
  description = "Who may call the function."
  value       = distinct([for grant in google_cloud_run_service_iam_member.caller : grant.member])
}

output "urls" {
  description = "The service's address in each region."
  value       = module.function.urls
}

output "audiences" {
  description = "What a caller's identity token has to be made for, in each region."
  value       = module.function.audiences
}
