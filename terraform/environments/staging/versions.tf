terraform {
  required_version = ">= 1.9, < 2.0"

  # init sets the bucket: -backend-config=bucket=PROJECT-terraform-state (terraform_init in pipeline/lib.sh).
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
  # Budget requests are billed to the requesting project, not to the account that runs Terraform.
  user_project_override = true
  billing_project       = var.project_id
}

provider "google-beta" {
  project               = var.project_id
  region                = var.regions[0]
  user_project_override = true
  billing_project       = var.project_id
}
