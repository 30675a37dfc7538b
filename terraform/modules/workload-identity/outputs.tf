output "deployer" {
  description = "The service account that deploys."
  value = {
    email = google_service_account.deployer.email
    id    = google_service_account.deployer.id
  }
}

output "github_provider" {
  description = "The workload_identity_provider for google-github-actions/auth; null without GitHub."
  value       = one(google_iam_workload_identity_pool_provider.github[*].name)
}
