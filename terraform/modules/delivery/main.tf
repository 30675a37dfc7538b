# The Cloud Build triggers of one environment. Pull requests are checked by the account `planner`, because their code is
# unreviewed. Only a build that a person has approved runs as the deployer.

locals {
  substitutions = {
    _ENVIRONMENT = var.environment
    _REGION      = var.region
  }
}

resource "google_service_account" "planner" {
  project      = var.project_id
  account_id   = "planner"
  display_name = "Checks pull requests, without rights"
}

# A build needs this to start at all: logs have no resource smaller than the project.
resource "google_project_iam_member" "planner_writes_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.planner.member
}

resource "google_cloudbuild_trigger" "plan" {
  project         = var.project_id
  location        = var.region
  name            = "plan-${var.environment}"
  description     = "Checks, tests, builds and validates a pull request, without rights."
  filename        = "cloudbuild.pull-request.yaml"
  service_account = google_service_account.planner.id

  include_build_logs = "INCLUDE_BUILD_LOGS_WITH_STATUS"

  repository_event_config {
    repository = var.repository
    pull_request {
      branch          = "^main$"
      comment_control = "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY"
    }
  }

  depends_on = [google_project_iam_member.planner_writes_logs]
}

resource "google_cloudbuild_trigger" "deploy" {
  project         = var.project_id
  location        = var.region
  name            = "deploy-${var.environment}"
  description     = "Deploys ${var.environment} after a person's approval."
  filename        = "cloudbuild.yaml"
  service_account = var.deployer_id
  substitutions   = merge(local.substitutions, { _APPLY = "true" })

  approval_config { approval_required = true }

  repository_event_config {
    repository = var.repository
    push {
      branch = var.deploy_on.branch
      tag    = var.deploy_on.tag
    }
  }
}
