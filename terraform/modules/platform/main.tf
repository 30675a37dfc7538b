# The whole product in one project. Each environment is this module with its own variables. terraform/functions.json,
# which `npm run manifest` writes from the register, lists what is deployed.

locals {
  given_manifest = jsondecode(file(var.manifest_file))
  # A function whose secret has no value does not start, so a secret that this environment does not use is left out.
  unused_secrets = try(var.openai_compatible.has_key, false) ? [] : ["OPENAI_COMPATIBLE_API_KEY"]
  manifest = merge(local.given_manifest, {
    for list in ["functions", "engines"] : list => [
      for f in local.given_manifest[list] : merge(f, { secrets = [for name in f.secrets : name if !contains(local.unused_secrets, name)] })
    ]
  })
  # Each step in a function of its own, or all steps of an engine in one service.
  engines = { for e in local.manifest.engines : e.name => e if var.deployment_shape == "engine" }
  # Everything that runs.
  services = concat(
    [for f in local.manifest.functions : f if f.kind != "step" || var.deployment_shape == "step"],
    values(local.engines),
  )
  by_kind = { for kind in ["http", "step"] : kind => { for f in local.manifest.functions : f.name => f if f.kind == kind } }
  # Called by Cloud Scheduler, by Cloud Tasks, or with dead letters.
  internal = { for f in local.manifest.functions : f.name => f if contains(["scheduled", "task", "dead-letter"], f.kind) }

  home_region = coalesce(var.home_region, var.regions[0])
  # Resources that cannot be moved stay in the first region, whichever region is home.
  first_region = var.regions[0]
  labels       = { product = "agent-platform", environment = var.environment }

  egress_connectors = merge(module.egress[*].connectors...)

  # Only the pipeline reads the key of the smoke test.
  secret_names = distinct(concat(flatten([for f in local.manifest.functions : f.secrets]), var.voice.image == "" ? [] : var.voice.secrets, ["SMOKE_API_KEY"], local.optional_secrets))
  # An installation may leave these without a value.
  optional_secrets = flatten([for f in local.manifest.functions : lookup(f, "optionalSecrets", [])])

  has_own_livekit  = try(var.livekit.hosting, "") == "self_hosted"
  livekit_url      = local.has_own_livekit ? "wss://${var.livekit.domain}" : try(var.livekit.url, "")
  livekit_sip_host = !local.has_own_livekit ? try(var.livekit.sip_host, "") : length(var.livekit.carriers) == 0 ? "" : "sip.${var.livekit.domain}"
}

module "services" {
  source = "../project-services"

  project_id  = var.project_id
  own_livekit = local.has_own_livekit
}

module "artifacts" {
  source = "../artifacts"

  project_id      = var.project_id
  project_number  = var.project_number
  regions         = var.regions
  releases_bucket = var.release.bucket

  depends_on = [module.services]
}

module "load_balancer" {
  source = "../load-balancer"

  project_id = var.project_id
  name       = "agent"
  regions    = var.regions
  functions = merge(
    { for name, f in local.by_kind.http : name => f.paths },
    # The connections of chats and calls, which last longer than a request.
    var.voice.image == "" ? {} : { voice-socket = [local.socket_path] },
  )
  domain            = var.domain
  limits            = var.limits
  limited_by_key    = var.limited_by_key
  webhook_providers = var.webhook_providers
  firewall_preview  = var.firewall_preview
}

module "egress" {
  source = "../egress"
  count  = var.fixed_egress == null ? 0 : 1

  project_id           = var.project_id
  regions              = var.regions
  ip_range             = var.fixed_egress.ip_range
  addresses_per_region = var.fixed_egress.addresses_per_region
  connector            = var.fixed_egress.connector

  depends_on = [module.services]
}

module "livekit" {
  source = "../livekit"
  count  = local.has_own_livekit ? 1 : 0

  project_id            = var.project_id
  region                = local.first_region
  domain                = var.livekit.domain
  webhook_url           = "https://${module.load_balancer.domain}/webhooks/livekit"
  carriers              = var.livekit.carriers
  servers               = var.livekit.servers
  sip                   = var.livekit.sip
  secret_ids            = module.secrets.ids
  notification_channels = module.observability.notification_channels
  runbooks_url          = var.runbooks_url
  labels                = local.labels

  depends_on = [module.services]
}

module "logs" {
  source = "../logs"
  count  = var.log_bucket == null ? 0 : 1

  project_id     = var.project_id
  location       = coalesce(var.log_bucket.location, local.first_region)
  retention_days = var.log_bucket.retention_days

  depends_on = [module.services]
}

module "audit" {
  source = "../audit"

  project_id          = var.project_id
  log_document_access = var.log_document_access
}

module "observability" {
  source = "../observability"

  project_id         = var.project_id
  domain             = module.load_balancer.domain
  api_backend        = module.load_balancer.backend_names["api"]
  webhooks_backend   = module.load_balancer.backend_names["webhooks"]
  turn_subscription  = "conversation-turn"
  burst_subscription = "conversation-answer-burst"
  subscriptions      = [for step in module.step : step.subscription.name]
  alert_emails       = var.alert_emails
  runbooks_url       = var.runbooks_url
  goals              = var.goals
  thresholds         = var.thresholds
  has_voice          = var.voice.image != ""

  depends_on = [module.services]
}

module "budget" {
  source = "../budget"
  count  = var.billing_account == "" ? 0 : 1

  project_id            = var.project_id
  project_number        = var.project_number
  billing_account       = var.billing_account
  amount                = var.monthly_budget
  notification_channels = slice(module.observability.notification_channels, 0, min(5, length(module.observability.notification_channels)))
}

module "workload_identity" {
  source = "../workload-identity"

  project_id        = var.project_id
  github_repository = var.github_repository
  environment       = var.environment
  fixed_egress      = var.fixed_egress != null
  own_livekit       = local.has_own_livekit

  depends_on = [module.services]
}

module "delivery" {
  source = "../delivery"
  count  = var.delivery == null ? 0 : 1

  project_id  = var.project_id
  region      = local.first_region
  environment = var.environment
  repository  = var.delivery.repository
  deployer_id = module.workload_identity.deployer.id
  deploy_on   = { branch = var.delivery.branch, tag = var.delivery.tag }
}
