output "url" {
  description = "Where the product is served."
  value       = module.platform.url
}

output "addresses" {
  description = "Where the domain's A and AAAA records have to point."
  value       = module.platform.addresses
}

output "services" {
  description = "Every function in every region, one `name region` a line, for the pipeline."
  value       = module.platform.services
}

output "canary" {
  description = "Whether the pipeline moves traffic by percentages."
  value       = module.platform.canary
}

output "image_repository" {
  description = "Where images are pushed to."
  value       = module.platform.image_repository
}

output "deployer" {
  description = "The account that deploys."
  value       = module.platform.deployer
}

output "github_provider" {
  description = "What google-github-actions/auth takes as workload_identity_provider; null without GitHub."
  value       = module.platform.github_provider
}

output "policy" {
  description = "What the policy tests look at."
  value = {
    functions        = module.platform.functions
    subscriptions    = module.platform.subscriptions
    project_grants   = module.platform.project_grants
    delete_protected = module.platform.delete_protected
    isolated_tenants = module.platform.isolated_tenants
  }
}
