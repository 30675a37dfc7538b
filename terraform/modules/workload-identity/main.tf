# The service account that deploys. Cloud Build uses it directly and GitHub through federation, so no key exists that
# could leak. It is the only account with roles on the whole project; nothing that serves customers runs as it.

locals {
  # For parts that are only there by choice.
  optional_roles = concat(
    var.fixed_egress || var.own_livekit ? ["roles/compute.networkAdmin"] : [],
    var.fixed_egress ? ["roles/vpcaccess.admin"] : [],
    var.own_livekit ? ["roles/compute.instanceAdmin.v1", "roles/redis.admin"] : [],
  )
  # The roles that it may grant on the project, so that it cannot make itself or others an owner.
  grantable_roles = ["roles/datastore.user", "roles/logging.logWriter", "roles/secretmanager.secretAccessor", "roles/storage.objectViewer"]
}

resource "google_service_account" "deployer" {
  project      = var.project_id
  account_id   = "deployer"
  display_name = "Deploys by Terraform"
}

resource "google_project_iam_member" "deployer" {
  for_each = toset(concat(local.optional_roles, [
    "roles/artifactregistry.admin",
    "roles/cloudbuild.builds.editor",
    "roles/cloudfunctions.admin",
    "roles/cloudkms.admin",
    "roles/cloudscheduler.admin",
    "roles/cloudtasks.admin",
    "roles/compute.loadBalancerAdmin",
    "roles/compute.securityAdmin",
    "roles/datastore.owner",
    "roles/iam.serviceAccountAdmin",
    "roles/iam.serviceAccountUser",
    "roles/iam.workloadIdentityPoolAdmin",
    "roles/logging.configWriter",
    "roles/logging.logWriter",
    "roles/monitoring.editor",
    "roles/pubsub.admin",
    "roles/run.admin",
    "roles/secretmanager.admin",
    "roles/serviceusage.serviceUsageAdmin",
    "roles/storage.admin",
  ]))

  project = var.project_id
  role    = each.key
  member  = google_service_account.deployer.member
}

resource "google_project_iam_member" "deployer_grants" {
  project = var.project_id
  role    = "roles/resourcemanager.projectIamAdmin"
  member  = google_service_account.deployer.member

  condition {
    title      = "narrow-roles-only"
    expression = "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['${join("', '", local.grantable_roles)}'])"
  }
}

resource "google_iam_workload_identity_pool" "github" {
  count = var.github_repository == "" ? 0 : 1

  project                   = var.project_id
  workload_identity_pool_id = "github"
  display_name              = "GitHub Actions"
}

resource "google_iam_workload_identity_pool_provider" "github" {
  count = var.github_repository == "" ? 0 : 1

  project                            = var.project_id
  workload_identity_pool_id          = google_iam_workload_identity_pool.github[0].workload_identity_pool_id
  workload_identity_pool_provider_id = "github"
  display_name                       = "GitHub Actions"

  attribute_mapping = {
    "google.subject"       = "assertion.sub"
    "attribute.repository" = "assertion.repository"
    "attribute.ref"        = "assertion.ref"
    # Absent unless the job names an environment.
    "attribute.environment" = "has(assertion.environment) ? assertion.environment : ''"
  }

  # GitHub signs tokens for all repositories. A job gets the claim `environment` only after the reviewers that GitHub's
  # environment of this name requires have approved it.
  attribute_condition = "assertion.repository == '${var.github_repository}' && assertion.ref in ['${join("', '", var.github_refs)}'] && has(assertion.environment) && assertion.environment == '${var.environment}'"

  oidc { issuer_uri = "https://token.actions.githubusercontent.com" }
}

resource "google_service_account_iam_member" "github" {
  count = var.github_repository == "" ? 0 : 1

  service_account_id = google_service_account.deployer.name
  role               = "roles/iam.workloadIdentityUser"
  member             = "principalSet://iam.googleapis.com/${google_iam_workload_identity_pool.github[0].name}/attribute.repository/${var.github_repository}"
}
