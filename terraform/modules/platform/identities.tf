# The service account of calls by Google's services: Pub/Sub with events, Cloud Tasks with scheduled events, Cloud
# Scheduler on a schedule. It may call only the functions that expect it.

locals {
  caller = { email = google_service_account.caller.email, member = google_service_account.caller.member }
}

resource "google_service_account" "caller" {
  project      = var.project_id
  account_id   = "caller"
  display_name = "Calls functions for Pub/Sub, Cloud Tasks and Cloud Scheduler"

  depends_on = [module.services]
}

# Projects created before April 2021 need this role so that Pub/Sub can create tokens
# (cloud.google.com/pubsub/docs/authenticate-push-subscriptions).
resource "google_service_account_iam_member" "pubsub_makes_tokens" {
  service_account_id = google_service_account.caller.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = module.services.pubsub_agent
}
