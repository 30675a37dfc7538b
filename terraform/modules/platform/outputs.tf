output "url" {
  description = "URL of the product."
  value       = "https://${module.load_balancer.domain}"
}

output "addresses" {
  description = "Targets of the domain's A and AAAA records."
  value       = module.load_balancer.addresses
}

output "services" {
  description = "Every service in every region, one `name region` per line. The pipeline moves traffic between their revisions."
  value       = join("\n", flatten([for f in local.services : [for region in var.regions : "${f.name} ${region}"]]))
}

output "unchecked_services" {
  description = "Services without a check of the invoker, one `name region` per line. The pipeline turns it off."
  value       = join("\n", flatten([for name in keys(local.by_kind.http) : [for region in var.regions : "${name} ${region}"] if var.public_invocation == "unchecked"]))
}

output "canary" {
  description = "Whether the pipeline moves traffic by percentages."
  value       = var.canary
}

output "image_repository" {
  description = "The image repository."
  value       = module.artifacts.image_repository
}

output "deployer" {
  description = "The service account that deploys."
  value       = module.workload_identity.deployer.email
}

output "github_provider" {
  description = "The workload_identity_provider for google-github-actions/auth; null without GitHub."
  value       = module.workload_identity.github_provider
}

output "egress_addresses" {
  description = "The fixed addresses of calls to tenants' servers, by region; empty without them."
  value       = merge(module.egress[*].addresses...)
}

output "livekit_addresses" {
  description = "Targets of the A records of self-hosted LiveKit, by host; empty without it."
  value       = merge(module.livekit[*].addresses...)
}

# Inputs of the policy tests.

output "livekit" {
  description = "What functions and the voice runner are told about LiveKit."
  value       = { for name in ["LIVEKIT_URL", "LIVEKIT_SIP_HOST"] : name => lookup(local.environment, name, "") }
}

output "functions" {
  description = "The invokers and the ingress setting of each function."
  value = merge(
    { for name, f in module.http : name => { invokers = f.invokers, ingress = f.ingress } },
    { for name, f in module.step : name => { invokers = f.invokers, ingress = f.ingress } if var.deployment_shape == "step" },
    { for name, f in module.engine : name => { invokers = f.invokers, ingress = f.ingress } },
    { for name, f in module.internal : name => { invokers = f.invokers, ingress = f.ingress } },
  )
}

output "subscriptions" {
  description = "Each step's subscription and its dead-letter topic."
  value       = { for name, step in module.step : name => step.subscription }
}

output "project_grants" {
  description = "Roles of functions on the project, each with the condition that restricts it."
  value       = { for name, f in merge(module.http, module.step, module.internal, module.engine) : name => f.project_grants }
}

output "publishers" {
  description = "The functions that may publish to each topic."
  value       = module.access.publishers
}

output "delete_protected" {
  description = "True when the database cannot be deleted."
  value       = module.firestore.delete_protected
}

output "isolated_tenants" {
  description = "The settings of isolated tenants for functions: JSON, as shared/environment.ts reads it."
  value       = local.environment.GCP_ISOLATED_TENANTS
}

output "voice_revision" {
  description = "The voice runner's newest revision; empty without a voice runner."
  value       = join("", module.voice_runner[*].revision)
}
