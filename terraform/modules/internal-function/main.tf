# A function that only Google's services call: Cloud Scheduler on a schedule, Cloud Tasks with due events, or Pub/Sub
# with dead letters or with the events of an engine.

module "function" {
  source = "../function"

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
  for_each = toset(var.regions)

  project  = var.project_id
  location = each.key
  service  = module.function.name
  role     = "roles/run.invoker"
  member   = var.caller.member

  depends_on = [module.function]
}

resource "google_cloud_scheduler_job" "this" {
  for_each = { for job in var.jobs : job.name => job }

  project          = var.project_id
  region           = var.home_region
  name             = each.key
  schedule         = each.value.schedule
  time_zone        = "Etc/UTC"
  attempt_deadline = "${min(1800, var.settings.timeoutSeconds)}s"

  # The next minute makes up for a missed one.
  retry_config { retry_count = 0 }

  http_target {
    http_method = "POST"
    uri         = module.function.urls[var.home_region]

    oidc_token {
      service_account_email = var.caller.email
      audience              = module.function.audiences[var.home_region]
    }
  }

  depends_on = [google_cloud_run_service_iam_member.caller]
}
