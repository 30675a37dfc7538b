# The accounts that Google's own services call functions as. They hold no role but that of calling.

locals {
  callers = {
    event-push = "Pub/Sub, delivering events to steps"
    task-push  = "Cloud Tasks, delivering appointments"
    clock      = "Cloud Scheduler, calling by the clock"
  }

  caller = {
    for name, account in google_service_account.caller : name => { email = account.email, member = account.member }
  }
}

resource "google_service_account" "caller" {
  for_each = local.callers

  project      = var.project_id
  account_id   = each.key
  display_name = each.value

  depends_on = [module.services]
}

# Projects made before April 2021 need this for Pub/Sub to make tokens (cloud.google.com/pubsub/docs/authenticate-push-subscriptions).
resource "google_service_account_iam_member" "pubsub_makes_tokens" {
  service_account_id = google_service_account.caller["event-push"].name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = module.services.pubsub_agent
}
