variable "project_id" {
  description = "The project that holds everything."
  type        = string
}
