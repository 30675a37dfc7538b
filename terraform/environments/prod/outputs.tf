output "url" {
  description = "URL of the product."
  value       = module.platform.url
}

output "addresses" {
  description = "Targets of the domain's A and AAAA records."
  value       = module.platform.addresses
}

output "services" {
  description = "Every function in every region, one `name region` per line, for the pipeline."
  value       = module.platform.services
}

output "unchecked_services" {
  description = "Services whose check of the invoker the pipeline turns off, one `name region` per line."
  value       = module.platform.unchecked_services
}

output "canary" {
  description = "Whether the pipeline moves traffic by percentages."
  value       = module.platform.canary
}

output "image_repository" {
  description = "The image repository."
  value       = module.platform.image_repository
}

output "deployer" {
  description = "The service account that deploys."
  value       = module.platform.deployer
}

output "github_provider" {
  description = "The workload_identity_provider for google-github-actions/auth; null without GitHub."
  value       = module.platform.github_provider
}

output "egress_addresses" {
  description = "The fixed addresses of calls to tenants' servers, by region; empty without them."
  value       = module.platform.egress_addresses
}

output "livekit_addresses" {
  description = "Targets of the A records of self-hosted LiveKit, by host; empty without it."
  value       = module.platform.livekit_addresses
}

output "policy" {
  description = "Input of the policy tests."
  value = {
    functions        = module.platform.functions
    subscriptions    = module.platform.subscriptions
    project_grants   = module.platform.project_grants
    publishers       = module.platform.publishers
    delete_protected = module.platform.delete_protected
    isolated_tenants = module.platform.isolated_tenants
    livekit          = module.platform.livekit
  }
}

output "voice_revision" {
  description = "The voice runner's newest revision, which the next release replaces."
  value       = module.platform.voice_revision
}
