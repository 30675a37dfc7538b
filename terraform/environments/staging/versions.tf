terraform {
  required_version = ">= 1.9, < 2.0"

  # The bucket is given to init: -backend-config=bucket=PROJECT-terraform-state (pipeline/init.sh does).
  backend "gcs" {
    prefix = "agent-platform/staging"
  }

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "~> 6.50"
    }
  }
}

provider "google" {
  project = var.project_id
  region  = var.regions[0]
  # Budgets are billed to the project that asks, not to the account of whoever runs Terraform.
  user_project_override = true
  billing_project       = var.project_id
}

provider "google-beta" {
  project               = var.project_id
  region                = var.regions[0]
  user_project_override = true
  billing_project       = var.project_id
}
