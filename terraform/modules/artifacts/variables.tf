variable "project_id" {
  description = "The project that holds the repositories."
  type        = string
}

variable "project_number" {
  description = "The same project's number."
  type        = string
}

variable "regions" {
  description = "Each has a function repository; the first holds images."
  type        = list(string)
}

variable "releases_bucket" {
  description = "Bucket that holds release archives."
  type        = string
}

variable "versions_kept" {
  description = "Number of builds kept for rollbacks."
  type        = number
  default     = 20
}
