output "deploy_trigger" {
  description = "Name of the trigger that deploys."
  value       = google_cloudbuild_trigger.deploy.name
}
