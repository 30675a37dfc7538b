variable "project_id" {
  description = "The project that holds the repositories."
  type        = string
}

variable "project_number" {
  description = "The same project's number."
  type        = string
}

variable "regions" {
  description = "A function repository is made in each; images live in the first."
  type        = list(string)
}

variable "releases_bucket" {
  description = "Bucket that holds release archives."
  type        = string
}

variable "versions_kept" {
  description = "How many builds are kept to roll back to."
  type        = number
  default     = 20
}
