output "deployer" {
  description = "The account that deploys."
  value = {
    email = google_service_account.deployer.email
    id    = google_service_account.deployer.id
  }
}

output "github_provider" {
  description = "What google-github-actions/auth takes as workload_identity_provider; null without GitHub."
  value       = one(google_iam_workload_identity_pool_provider.github[*].name)
}
