output "url" {
  description = "Where the product is served."
  value       = "https://${module.load_balancer.domain}"
}

output "addresses" {
  description = "Where the domain's A and AAAA records have to point."
  value       = module.load_balancer.addresses
}

output "services" {
  description = "Every function in every region, one `name region` a line: what the pipeline moves traffic between."
  value       = join("\n", flatten([for f in local.manifest.functions : [for region in var.regions : "${f.name} ${region}"]]))
}

output "canary" {
  description = "Whether the pipeline moves traffic by percentages."
  value       = var.canary
}

output "image_repository" {
  description = "Where images are pushed to."
  value       = module.artifacts.image_repository
}

output "deployer" {
  description = "The account that deploys."
  value       = module.workload_identity.deployer.email
}

output "github_provider" {
  description = "What google-github-actions/auth takes as workload_identity_provider; null without GitHub."
  value       = module.workload_identity.github_provider
}

# What the policy tests look at.

output "functions" {
  description = "Who may call each function, and from where."
  value = merge(
    { for name, f in module.http : name => { invokers = f.invokers, ingress = f.ingress } },
    { for name, f in module.step : name => { invokers = f.invokers, ingress = f.ingress } },
    { for name, f in module.internal : name => { invokers = f.invokers, ingress = f.ingress } },
  )
}

output "subscriptions" {
  description = "Each step's subscription, and where it sends what fails for good."
  value       = { for name, step in module.step : name => step.subscription }
}

output "project_grants" {
  description = "Roles functions hold on the project, each with the condition that narrows it."
  value       = { for name, roles in module.roles : name => roles.project_grants }
}

output "delete_protected" {
  description = "True when the database cannot be deleted."
  value       = module.firestore.delete_protected
}

output "isolated_tenants" {
  description = "What functions are told of tenants with something of their own: JSON, as shared/environment.ts reads it."
  value       = local.environment.GCP_ISOLATED_TENANTS
}
