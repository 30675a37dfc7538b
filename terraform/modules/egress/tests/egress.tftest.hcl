# Planned and not applied: what is protected from destruction could not be removed after the test.
mock_provider "google" {
  override_during = plan

  mock_resource "google_compute_address" {
    defaults = { address = "203.0.113.7", self_link = "mocked" }
  }
  mock_resource "google_compute_router" {
    defaults = { id = "mocked" }
  }
  mock_resource "google_vpc_access_connector" {
    defaults = { id = "mocked" }
  }
}

override_resource {
  target          = google_compute_subnetwork.this["asia-south1"]
  values          = { id = "subnet-asia-south1" }
  override_during = plan
}
override_resource {
  target          = google_compute_subnetwork.this["europe-west1"]
  values          = { id = "subnet-europe-west1" }
  override_during = plan
}

variables {
  project_id           = "demo"
  regions              = ["asia-south1", "europe-west1"]
  ip_range             = "10.8.0.0/24"
  addresses_per_region = 1
  connector            = { machine_type = "e2-micro", min_instances = 2, max_instances = 3 }
}

run "gives_every_region_its_own_network_and_addresses" {
  command = plan

  assert {
    condition     = jsonencode({ for region, subnet in google_compute_subnetwork.this : region => subnet.ip_cidr_range }) == jsonencode({ asia-south1 = "10.8.0.0/28", europe-west1 = "10.8.0.16/28" })
    error_message = "A connector needs a /28 of its own."
  }
  assert {
    condition = alltrue([
      for region, nat in google_compute_router_nat.this :
      nat.nat_ip_allocate_option == "MANUAL_ONLY" && length(nat.nat_ips) == 1 && one(nat.subnetwork).name == "subnet-${region}"
    ])
    error_message = "Traffic leaves by reserved addresses only."
  }
  assert {
    condition     = length(output.addresses["asia-south1"]) == 1 && length(output.connectors) == 2
    error_message = "Tenants are told each region's addresses."
  }
}

run "reserves_more_addresses_where_one_has_too_few_ports" {
  command = plan
  variables { addresses_per_region = 2 }

  assert {
    condition     = length(google_compute_address.this) == 4 && length(output.addresses["europe-west1"]) == 2
    error_message = "Each region has as many addresses as asked for."
  }
}

run "refuses_a_range_that_is_too_small" {
  command = plan
  variables { ip_range = "10.8.0.0/28" }
  expect_failures = [var.ip_range]
}
