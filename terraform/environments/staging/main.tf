# For rehearsing production: the same protections and the same canary, deployed from release candidates.

module "platform" {
  source = "../../modules/platform"

  environment = "staging"

  # The settings that distinguish this environment.
  canary               = true
  delete_protection    = true
  firewall_preview     = false
  key_protection_level = "SOFTWARE"
  log_level            = "info"
  secret_regions       = []

  project_id         = var.project_id
  project_number     = var.project_number
  regions            = var.regions
  home_region        = var.home_region
  deployment_shape   = var.deployment_shape
  scale              = var.scale
  firestore_location = var.firestore_location
  blobs_location     = var.blobs_location
  key_location       = var.key_location
  domain             = var.domain
  release            = { bucket = "${var.project_id}-releases", object = var.release_object }
  voice              = merge({ image = var.voice_image }, var.voice_release)
  livekit            = var.livekit
  alert_emails       = var.alert_emails
  runbooks_url       = var.runbooks_url
  billing_account    = var.billing_account
  monthly_budget     = var.monthly_budget
  github_repository  = var.github_repository
  isolated_tenants   = var.isolated_tenants
  limits             = var.limits
  public_invocation  = var.public_invocation
  limited_by_key     = var.limited_by_key
  webhook_providers  = var.webhook_providers
  openai_compatible  = var.openai_compatible
  trace_sampling     = var.trace_sampling
  extra_environment  = var.extra_environment
  manifest_file      = "${path.root}/../../functions.json"
  indexes_file       = "${path.root}/../../../firestore.indexes.json"

  customer_managed_keys = var.customer_managed_keys
  fixed_egress          = var.fixed_egress
  log_bucket            = var.log_bucket

  delivery = var.cloud_build_repository == "" ? null : {
    repository = var.cloud_build_repository
    tag        = "^v[0-9]+[.][0-9]+[.][0-9]+-rc[.][0-9]+$"
  }
}
