"""The pages, one module each; :data:`dragoman.views.web.application.PAGES` lists them."""
