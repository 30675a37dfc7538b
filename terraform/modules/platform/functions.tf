# Every function of the manifest, and its permissions.

locals {
  queue     = local.manifest.queues[0]
  is_traced = var.trace_sampling > 0
  # The first queue keeps its name, so that what waits in it is dispatched when queues are added.
  queues = {
    for number in range(1, var.scale.scheduled_event_queues + 1) :
    (number == 1 ? local.queue.name : "${local.queue.name}-${number}") => merge(local.queue, {
      name = number == 1 ? local.queue.name : "${local.queue.name}-${number}"
    })
  }

  # shared/environment.ts documents each variable.
  environment = merge(
    {
      NODE_ENV             = "production"
      PLATFORM             = "gcp"
      LOG_LEVEL            = var.log_level
      PUBLIC_URL           = "https://${module.load_balancer.domain}"
      GOOGLE_CLOUD_PROJECT = var.project_id
      FIRESTORE_DATABASE   = module.firestore.name
      # The region of queues and event publishing. Order within a key holds only among events published in one region.
      GCP_LOCATION = local.home_region
      GCP_BUCKET   = module.buckets.blobs
      GCP_QUEUE    = module.queue[local.queue.name].name
      # Knowledge is searched by meaning too. extra_environment names another model, or PINECONE_INDEX_URL.
      EMBEDDING_MODEL = "gemini-embedding-001"
      # Known before the function exists.
      GCP_TASKS_URL = "https://${local.queue.function}-${var.project_number}.${local.home_region}.run.app"
      # One region needs no document that says where events are handled.
      GCP_REGIONS = jsonencode(length(var.regions) == 1 ? {} : {
        for region in var.regions : region => "https://${local.queue.function}-${var.project_number}.${region}.run.app"
      })
      GCP_CALLER  = local.caller.email
      GCP_KMS_KEY = module.kms.shared_key
      GCP_ISOLATED_TENANTS = jsonencode({
        for id, tenant in module.isolated_tenant :
        id => { kmsKey = tenant.key, queue = tenant.queue_name, requestsPerMinute = tenant.requests_per_minute }
      })
    },
    # Google's own collector, with each function's identity (cloud.google.com/stackdriver/docs/reference/telemetry).
    local.is_traced ? {
      OTEL_EXPORTER_OTLP_ENDPOINT = "https://telemetry.googleapis.com"
      OTEL_TRACES_SAMPLER_ARG     = tostring(var.trace_sampling)
    } : {},
    var.scale.scheduled_event_queues == 1 ? {} : {
      GCP_MORE_QUEUES = join(",", [for name, queue in module.queue : queue.name if name != local.queue.name])
    },
    var.scale.index_lanes == 1 ? {} : { GCP_INDEX_LANES = tostring(var.scale.index_lanes) },
    var.openai_compatible == null ? {} : { OPENAI_COMPATIBLE_URL = var.openai_compatible.url },
    local.livekit_url == "" ? {} : { LIVEKIT_URL = local.livekit_url },
    # A path of the load balancer's.
    var.voice.image == "" ? {} : { VOICE_SOCKET_URL = local.socket_path },
    local.livekit_sip_host == "" ? {} : { LIVEKIT_SIP_HOST = local.livekit_sip_host },
    var.extra_environment,
  )

  resources = {
    database = module.firestore.name
    # A tenant's secret is tenant-{id}--{NAME} (shared/platform/gcp/keys.ts).
    tenant_secret_prefix = "tenant-"
    buckets              = { blobs = module.buckets.blobs }
  }

  socket_path = "/v1/socket"

  voice = { roles = local.by_kind.http["widget"].roles, publishes = local.by_kind.http["widget"].publishes }

  # Where an engine's steps are pushed to, if it serves them together.
  hosts = {
    for name, engine in module.engine :
    name => { url = engine.urls[local.home_region], audience = engine.audiences[local.home_region] }
  }

  # The function that receives dead letters from Pub/Sub, if the register has one.
  dead_letter_function = one([for f in local.manifest.functions : f.name if f.kind == "dead-letter"])
  dead_letter_endpoint = local.dead_letter_function == null ? null : {
    url      = module.internal[local.dead_letter_function].urls[local.home_region]
    audience = module.internal[local.dead_letter_function].audiences[local.home_region]
  }
}

module "http" {
  source   = "../http-function"
  for_each = local.by_kind.http

  public_invocation = var.public_invocation

  project_id                     = var.project_id
  project_number                 = var.project_number
  regions                        = var.regions
  settings                       = each.value
  resources                      = local.resources
  is_traced                      = local.is_traced
  environment                    = local.environment
  secret_ids                     = module.secrets.ids
  egress_connectors              = local.egress_connectors
  release                        = var.release
  build                          = module.artifacts.build
  all_traffic_on_latest_revision = !var.canary
  labels                         = local.labels
}

module "engine" {
  source   = "../internal-function"
  for_each = local.engines

  project_id                     = var.project_id
  project_number                 = var.project_number
  regions                        = var.regions
  home_region                    = local.home_region
  settings                       = each.value
  resources                      = local.resources
  is_traced                      = local.is_traced
  jobs                           = []
  caller                         = local.caller
  environment                    = local.environment
  secret_ids                     = module.secrets.ids
  egress_connectors              = local.egress_connectors
  release                        = var.release
  build                          = module.artifacts.build
  all_traffic_on_latest_revision = !var.canary
  labels                         = local.labels
}

module "step" {
  source   = "../step-function"
  for_each = local.by_kind.step

  project_id                     = var.project_id
  project_number                 = var.project_number
  regions                        = var.regions
  home_region                    = local.home_region
  settings                       = each.value
  resources                      = local.resources
  is_traced                      = local.is_traced
  host                           = lookup(local.hosts, each.value.engine, null)
  topic_id                       = module.topics.ids[each.value.topic]
  caller                         = local.caller
  dead_letter_endpoint           = local.dead_letter_endpoint
  pubsub_agent                   = module.services.pubsub_agent
  kms_key                        = lookup(local.customer_key_ids, "pubsub", null)
  environment                    = local.environment
  secret_ids                     = module.secrets.ids
  egress_connectors              = local.egress_connectors
  release                        = var.release
  build                          = module.artifacts.build
  all_traffic_on_latest_revision = !var.canary
  labels                         = local.labels
}

module "internal" {
  source   = "../internal-function"
  for_each = local.internal

  project_id                     = var.project_id
  project_number                 = var.project_number
  regions                        = var.regions
  home_region                    = local.home_region
  settings                       = each.value
  resources                      = local.resources
  is_traced                      = local.is_traced
  jobs                           = [for job in local.manifest.scheduledJobs : job if job.function == each.key]
  caller                         = local.caller
  environment                    = local.environment
  secret_ids                     = module.secrets.ids
  egress_connectors              = local.egress_connectors
  release                        = var.release
  build                          = module.artifacts.build
  all_traffic_on_latest_revision = !var.canary
  labels                         = local.labels
}

module "voice_runner" {
  source = "../voice-runner"
  count  = var.voice.image == "" ? 0 : 1

  project_id        = var.project_id
  project_number    = var.project_number
  regions           = var.regions
  image             = var.voice.image
  settings          = var.voice.settings
  socket            = var.voice.socket
  socket_secrets    = local.by_kind.http["api"].secrets
  public_invocation = var.public_invocation
  replaces          = var.voice.replaces
  draining          = var.voice.draining
  environment       = local.environment
  secrets           = var.voice.secrets
  secret_ids        = module.secrets.ids
  delete_protection = var.delete_protection
  labels            = local.labels
}

# Until November 2026 the functions' roles were here. Each function now waits for its own. A grant that Terraform destroyed
# after the other was made would be gone, so Terraform only forgets these.
removed {
  from = module.roles

  lifecycle { destroy = false }
}

module "access" {
  source = "../resource-access"

  project_id = var.project_id
  functions = merge(
    {
      for f in local.services : f.name => {
        member    = merge(module.http, module.step, module.internal, module.engine)[f.name].service_account.member
        roles     = f.roles
        publishes = f.publishes
      }
    },
    # A call runs the same steps as a visitor's chat.
    { for runner in module.voice_runner : "voice-runner" => merge(local.voice, { member = runner.service_account.member }) },
  )
  topics = module.topics.ids
  queues = merge(flatten([
    [for name, queue in module.queue : { for region in var.regions : "${name}/${region}" => queue.queues[region] }],
    [for id, tenant in module.isolated_tenant : { for region in var.regions : "tenant-${id}/${region}" => tenant.queues[region] }],
  ])...)
  caller_account = google_service_account.caller.name
  tenant_keys    = merge({ shared = module.kms.shared_key }, { for id, tenant in module.isolated_tenant : id => tenant.key })
}

module "voice_roles" {
  source = "../function-roles"
  count  = var.voice.image == "" ? 0 : 1

  project_id      = var.project_id
  project_number  = var.project_number
  service_account = module.voice_runner[0].service_account
  roles           = local.voice.roles
  is_traced       = local.is_traced
  resources       = local.resources
}
