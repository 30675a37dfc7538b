output "name" {
  description = "The function's name, which its Cloud Run service shares."
  value       = module.function.name
}

output "service_account" {
  description = "The service account of the function."
  value       = module.function.service_account
}

output "ingress" {
  description = "The ingress setting of the function."
  value       = module.function.ingress
}

output "invokers" {
  description = "The members that may invoke the function."
  value       = distinct([for grant in google_cloud_run_service_iam_member.caller : grant.member])
}

output "urls" {
  description = "The service's address in each region, once Google's services may call it."
  value       = module.function.urls
  depends_on  = [google_cloud_run_service_iam_member.caller]
}

output "audiences" {
  description = "The audience of a caller's identity token, in each region."
  value       = module.function.audiences
}

output "project_grants" {
  description = "Roles of the function on the project, each with the condition that restricts it to a resource."
  value       = module.function.project_grants
}
