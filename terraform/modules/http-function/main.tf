# An HTTP function behind the load balancer. The balancer has no identity, so the public may invoke the function.
# Ingress admits only the balancer, so that no request bypasses Cloud Armor. The function authenticates callers itself.

module "function" {
  source = "../function"

  project_id                     = var.project_id
  project_number                 = var.project_number
  regions                        = var.regions
  warm_regions                   = var.regions
  settings                       = var.settings
  ingress                        = "ALLOW_INTERNAL_AND_GCLB"
  environment                    = var.environment
  secret_ids                     = var.secret_ids
  egress_connectors              = var.egress_connectors
  release                        = var.release
  build                          = var.build
  all_traffic_on_latest_revision = var.all_traffic_on_latest_revision
  labels                         = var.labels
}

resource "google_cloud_run_service_iam_member" "everybody" {
  for_each = toset(var.regions)

  project  = var.project_id
  location = each.key
  service  = module.function.name
  role     = "roles/run.invoker"
  member   = "allUsers"

  depends_on = [module.function]
}
