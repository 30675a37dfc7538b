# Every function of the manifest, and what it may touch.

locals {
  # Known before any function exists: a task is sent here.
  tasks_urls = {
    for queue in local.manifest.queues :
    queue.name => "https://${try(queue.function, "sweep")}-${var.project_number}.${local.home_region}.run.app"
  }

  environment = merge(
    {
      NODE_ENV                 = "production"
      PLATFORM                 = "gcp"
      LOG_LEVEL                = var.log_level
      PUBLIC_URL               = "https://${module.load_balancer.domain}"
      RATE_LIMIT_PER_MINUTE    = tostring(var.limits.requests_per_key_per_minute)
      GOOGLE_CLOUD_PROJECT     = var.project_id
      FIRESTORE_DATABASE       = module.firestore.name
      GCP_BLOBS_BUCKET         = module.buckets.blobs
      GCP_TENANT_KEY           = module.kms.shared_key
      GCP_TENANT_SECRET_PREFIX = local.tenant_secret_prefix
      GCP_TASKS_QUEUE          = module.queue[local.manifest.queues[0].name].id
      GCP_TASKS_URL            = local.tasks_urls[local.manifest.queues[0].name]
      GCP_TASKS_ACCOUNT        = local.caller["task-push"].email
      # Order within a key holds only among events published in one region.
      PUBSUB_API_ENDPOINT = "${local.home_region}-pubsub.googleapis.com"
      GCP_ISOLATED_TENANTS = jsonencode({
        for id, tenant in module.isolated_tenant :
        id => { key = tenant.key, queue = tenant.queue, requestsPerMinute = tenant.requests_per_minute }
      })
    },
    var.extra_environment,
  )

  tenant_secret_prefix = "tenant-"

  resources = {
    database                  = module.firestore.name
    topics                    = module.topics.ids
    dead_letter_subscriptions = { for name, step in module.step : name => step.dead_letter_subscription }
    queues                    = merge({ for name, queue in module.queue : name => queue.name }, { for id, tenant in module.isolated_tenant : "tenant-${id}" => tenant.queue_name })
    queue_location            = local.first_region
    task_push_account         = google_service_account.caller["task-push"].name
    tenant_keys               = merge({ shared = module.kms.shared_key }, { for id, tenant in module.isolated_tenant : id => tenant.key })
    tenant_secret_prefix      = local.tenant_secret_prefix
    buckets                   = { blobs = module.buckets.blobs }
  }
}

module "http" {
  source   = "../http-function"
  for_each = local.by_kind.http

  project_id                     = var.project_id
  project_number                 = var.project_number
  regions                        = var.regions
  settings                       = each.value
  environment                    = local.environment
  secret_ids                     = module.secrets.ids
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
  topic_id                       = module.topics.ids[each.value.topic]
  push_account                   = local.caller["event-push"]
  pubsub_agent                   = module.services.pubsub_agent
  environment                    = local.environment
  secret_ids                     = module.secrets.ids
  release                        = var.release
  build                          = module.artifacts.build
  all_traffic_on_latest_revision = !var.canary
  labels                         = local.labels
}

module "scheduled" {
  source   = "../scheduled-function"
  for_each = local.by_kind.scheduled

  project_id                     = var.project_id
  project_number                 = var.project_number
  regions                        = var.regions
  home_region                    = local.home_region
  settings                       = each.value
  jobs                           = [for job in local.manifest.scheduledJobs : job if job.function == each.key]
  clock_account                  = local.caller.clock
  tasks_account                  = local.caller["task-push"]
  environment                    = local.environment
  secret_ids                     = module.secrets.ids
  release                        = var.release
  build                          = module.artifacts.build
  all_traffic_on_latest_revision = !var.canary
  labels                         = local.labels
}

module "voice_runner" {
  source = "../voice-runner"
  count  = var.voice.image == "" ? 0 : 1

  project_id        = var.project_id
  regions           = var.regions
  image             = var.voice.image
  settings          = var.voice.settings
  environment       = local.environment
  secrets           = var.voice.secrets
  secret_ids        = module.secrets.ids
  delete_protection = var.delete_protection
  labels            = local.labels
}

module "roles" {
  source   = "../function-roles"
  for_each = { for f in local.manifest.functions : f.name => f }

  project_id      = var.project_id
  project_number  = var.project_number
  service_account = merge(module.http, module.step, module.scheduled)[each.key].service_account
  roles           = each.value.roles
  resources       = local.resources
}

module "voice_roles" {
  source = "../function-roles"
  count  = var.voice.image == "" ? 0 : 1

  project_id      = var.project_id
  project_number  = var.project_number
  service_account = module.voice_runner[0].service_account
  roles           = ["documents", "bus", "scheduler", "keys", "blobs"]
  resources       = local.resources
}
