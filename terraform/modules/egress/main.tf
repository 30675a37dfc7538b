# Fixed addresses for calls to tenants' servers, which may allow only known clients. Functions that make such calls send
# all traffic through a connector of their region, and Cloud NAT gives it a reserved address. Google's own APIs are reached
# without NAT (Private Google Access). The provider's functions have no direct VPC egress (6.50), hence the connectors.

locals {
  # Connectors need a network of /28 each.
  ranges    = { for index, region in var.regions : region => cidrsubnet(var.ip_range, 28 - tonumber(split("/", var.ip_range)[1]), index) }
  addresses = { for pair in setproduct(var.regions, range(var.addresses_per_region)) : "${pair[0]}/${pair[1]}" => pair[0] }
}

resource "google_compute_network" "this" {
  project                 = var.project_id
  name                    = "egress"
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"
}

resource "google_compute_subnetwork" "this" {
  for_each = local.ranges

  project                  = var.project_id
  region                   = each.key
  name                     = "egress"
  network                  = google_compute_network.this.id
  ip_cidr_range            = each.value
  private_ip_google_access = true
}

resource "google_vpc_access_connector" "this" {
  for_each = google_compute_subnetwork.this

  project       = var.project_id
  region        = each.key
  name          = "egress"
  machine_type  = var.connector.machine_type
  min_instances = var.connector.min_instances
  max_instances = var.connector.max_instances

  subnet {
    name       = each.value.name
    project_id = var.project_id
  }
}

resource "google_compute_address" "this" {
  for_each = local.addresses

  project      = var.project_id
  region       = each.value
  name         = "egress-${split("/", each.key)[1]}"
  address_type = "EXTERNAL"
  description  = "Tenants allow this address."

  lifecycle {
    # Tenants would have to allow another one.
    prevent_destroy = true
  }
}

resource "google_compute_router" "this" {
  for_each = toset(var.regions)

  project = var.project_id
  region  = each.key
  name    = "egress"
  network = google_compute_network.this.id
}

resource "google_compute_router_nat" "this" {
  for_each = google_compute_router.this

  project                             = var.project_id
  region                              = each.key
  name                                = "egress"
  router                              = each.value.name
  nat_ip_allocate_option              = "MANUAL_ONLY"
  nat_ips                             = [for name, address in google_compute_address.this : address.self_link if local.addresses[name] == each.key]
  source_subnetwork_ip_ranges_to_nat  = "LIST_OF_SUBNETWORKS"
  enable_dynamic_port_allocation      = true
  enable_endpoint_independent_mapping = false
  # 64,512 ports of an address for at most ten machines.
  min_ports_per_vm = 2048
  max_ports_per_vm = 16384

  subnetwork {
    name                    = google_compute_subnetwork.this[each.key].id
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}
