# A step: its function, and the subscription that pushes the events of one topic to it. A step with a `host` has no
# function: a service of its whole engine receives the events under the step's own path.
#
# The function runs in every region, but the subscription pushes only to `home_region`. Pub/Sub keeps the order of a key
# only within one region, and a second subscription would deliver everything twice. To fail over, change `home_region`:
# the subscription is updated in place and keeps its backlog.

locals {
  own = var.host == null
  target = (local.own
    ? { url = module.function[0].urls[var.home_region], audience = module.function[0].audiences[var.home_region] }
    : { url = "${var.host.url}/steps/${var.settings.name}", audience = var.host.audience }
  )
}

module "function" {
  source = "../function"
  count  = local.own ? 1 : 0

  project_id                     = var.project_id
  project_number                 = var.project_number
  regions                        = var.regions
  warm_regions                   = [var.home_region]
  settings                       = var.settings
  ingress                        = "ALLOW_INTERNAL_ONLY"
  environment                    = var.environment
  secret_ids                     = var.secret_ids
  egress_connectors              = var.egress_connectors
  release                        = var.release
  build                          = var.build
  all_traffic_on_latest_revision = var.all_traffic_on_latest_revision
  labels                         = var.labels
}

resource "google_cloud_run_service_iam_member" "caller" {
  for_each = toset(local.own ? var.regions : [])

  project  = var.project_id
  location = each.key
  service  = module.function[0].name
  role     = "roles/run.invoker"
  member   = var.caller.member

  depends_on = [module.function]
}

resource "google_pubsub_subscription" "this" {
  project = var.project_id
  name    = var.settings.name
  topic   = var.topic_id
  labels  = var.labels

  filter                     = var.settings.filter
  enable_message_ordering    = var.settings.ordering
  message_retention_duration = "604800s"
  # Pub/Sub waits this long for the response to a push; 600 s is its limit.
  ack_deadline_seconds = max(10, var.settings.timeoutSeconds)

  push_config {
    push_endpoint = local.target.url

    oidc_token {
      service_account_email = var.caller.email
      audience              = local.target.audience
    }
  }

  retry_policy {
    minimum_backoff = "${var.settings.retry.minBackoffSeconds}s"
    maximum_backoff = "${var.settings.retry.maxBackoffSeconds}s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead_letters.id
    max_delivery_attempts = var.settings.retry.maxAttempts
  }

  # Without this, a subscription that is idle for 31 days is deleted.
  expiration_policy { ttl = "" }

  depends_on = [google_cloud_run_service_iam_member.caller]
}
