# The Cloud Build triggers of one environment. One plans for review. The other deploys, after approval where the
# environment requires it. Both run cloudbuild.yaml as the deployer.

locals {
  substitutions = {
    _ENVIRONMENT = var.environment
    _REGION      = var.region
  }
}

resource "google_cloudbuild_trigger" "plan" {
  project         = var.project_id
  location        = var.region
  name            = "plan-${var.environment}"
  description     = "Checks, tests and plans ${var.environment} without changes."
  filename        = "cloudbuild.yaml"
  service_account = var.deployer_id
  substitutions   = merge(local.substitutions, { _APPLY = "false" })

  include_build_logs = "INCLUDE_BUILD_LOGS_WITH_STATUS"

  repository_event_config {
    repository = var.repository
    pull_request {
      branch          = "^main$"
      comment_control = "COMMENTS_ENABLED_FOR_EXTERNAL_CONTRIBUTORS_ONLY"
    }
  }
}

resource "google_cloudbuild_trigger" "deploy" {
  project         = var.project_id
  location        = var.region
  name            = "deploy-${var.environment}"
  description     = "Deploys ${var.environment}${var.approval_required ? " after approval" : ""}."
  filename        = "cloudbuild.yaml"
  service_account = var.deployer_id
  substitutions   = merge(local.substitutions, { _APPLY = "true" })

  approval_config { approval_required = var.approval_required }

  repository_event_config {
    repository = var.repository
    push {
      branch = var.deploy_on.branch
      tag    = var.deploy_on.tag
    }
  }
}
