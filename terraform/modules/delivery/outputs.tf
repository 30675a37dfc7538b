output "planner" {
  description = "The account of pull requests' builds, which has no rights."
  value       = google_service_account.planner.email
}

output "deploy_trigger" {
  description = "Name of the trigger that deploys."
  value       = google_cloudbuild_trigger.deploy.name
}
